def test_probe(viewer_as):
    for l in ("demo-city","demo-district","demo-association","demo-firm","demo-lawyer"):
        v = viewer_as(l); print(l, v.scope, v.posts)
