"""What each person wants to be told of a plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lvheng.plan.views import plan_of, staff, viewer_of
from lvheng.steering.alerts import choose, chosen
from lvheng.steering.choices import Alert


@staff
def alerts_page(request: HttpRequest, code: str) -> HttpResponse:
    (of, _), viewer = plan_of(request, code), viewer_of(request)
    if request.method == "POST":
        choose(viewer, of.plan.code, request.POST.getlist("rule"))
        messages.success(request, "记下了。有变化会在“待办”的通知里告诉您；要发邮件的，在“关注与通知”里填邮箱。")
        return redirect("plan_alerts", code=of.plan.code)
    own = chosen(viewer, of.plan.code)
    rules = [(code, word, code in own) for code, word in Alert.choices]
    return render(request, "steering/alerts.html", {"plan": of.plan, "rules": rules})
