"""The program that sets documents, run apart from the product: `python -m … .printer FOLDER FONTS…`.

The typesetter keeps what it has laid out for a next time: 2,000 rows hold 300 MB. So it does it in a program of its
own, which ends with the answer. FOLDER holds the templates, what they read, and `jobs.json`: a list of template,
inputs and the name of the file to be written.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

import typst

MEMORY = 4 << 30
SECONDS = 180
PIXELS_PER_INCH = 220.0
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
WISHED = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", SERIF),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", SERIF),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", SERIF),
    "sans": ("SimHei", "黑体", SANS),
}
"""What GB/T 9704-2012 wants set in 小标宋, 仿宋, 楷体, 黑体; where an installation has them not, what we bring."""


def main(folder: Path, faces: list[str]) -> None:
    """Writes every job's file. What is wrong with a document ends the program with the typesetter's words."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=faces)
    families = set(fonts.families())
    chosen: dict[str, Any] = {use: [name for name in names if name in families] for use, names in WISHED.items()}
    chosen["faux"] = int(chosen["title"][0] == SERIF)  # a regular weight that has to look like 小标宋
    (folder / "fonts.json").write_text(json.dumps(chosen), encoding="utf-8")
    for job in json.loads((folder / "jobs.json").read_text(encoding="utf-8")):
        picture = job["output"].endswith(".png")
        typst.compile(
            str(folder / job["template"]),
            output=str(folder / job["output"]),
            root=str(folder),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs=job["inputs"],
            format="png" if picture else "pdf",
            ppi=PIXELS_PER_INCH,
            pdf_standards=[] if picture else ["a-3b"],
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
