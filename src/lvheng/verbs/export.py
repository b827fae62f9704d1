"""`./lvheng export`: a list, exactly as the pages show it, as .xlsx, .csv or .pdf."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from lvheng.verbs import Needs
from lvheng.verbs.asked import Wrong, ask_moment, district_code, failed, viewer

if TYPE_CHECKING:
    from lvheng.kernel.figures.listing import Listing, Question

NAME = "export"
TITLE = "把名单导出为 .xlsx、.csv 或 .pdf"
NEEDS: Needs = "database+schema"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("list", metavar="名单", help="名单的代码，如 lawyers、firms；写错时会列出全部")
    parser.add_argument("file", type=Path, metavar="文件", help="以 .xlsx、.csv 或 .pdf 结尾")
    ask_moment(parser)
    parser.add_argument("--figure", default="", metavar="代码", help="只要构成这一指标数的行")
    parser.add_argument(
        "--filter", action="append", default=[], metavar="列=值", help="按列筛选，可写多次；值是代码或文字"
    )
    parser.add_argument("--as", dest="login", metavar="登录名", help="以谁的身份看；不写为系统")


def run(options: argparse.Namespace) -> int:
    """Write the file and say how many rows it has."""
    from lvheng.kernel.tables.export import KINDS, Extract, write
    from lvheng.kernel.tables.sheet import TableRefused

    if options.file.suffix.lower().removeprefix(".") not in KINDS:
        return failed(f"文件名应以 .xlsx、.csv 或 .pdf 结尾，现为“{options.file.name}”。")
    try:
        asked, title = question(options)
        rows = write(Extract(asked, title, options.login or "系统"), options.file)
    except (Wrong, TableRefused) as wrong:
        return failed(wrong)
    except OSError as error:
        return failed(f"写不了文件 {options.file}:{error.strerror or error}。")
    print(f"已导出“{title}” {rows:,} {asked.listing.unit}:{options.file}")
    return 0


def question(options: argparse.Namespace) -> "tuple[Question, str]":
    """What is asked, and its title. Raises `Wrong`."""
    from lvheng.kernel.figures.figure import all_figures, figure_of
    from lvheng.kernel.figures.listing import Question
    from lvheng.kernel.figures.reading import Narrowing
    from lvheng.kernel.rows import Moment
    from lvheng.kernel.time.days import today

    listing = listing_named(options.list)
    looking = viewer(options.login)
    figure = None
    if options.figure:
        try:
            figure = figure_of(options.figure)
        except KeyError:
            codes = "、".join(each.code for each in all_figures() if each.listing == listing.code)
            raise Wrong(f"没有“{options.figure}”这一指标数。这份名单的有：{codes}。") from None
        if figure.listing != listing.code:
            raise Wrong(f"“{figure.title}”的名单是 {figure.listing}，不是 {listing.code}。")
    if not listing.is_for(looking):
        raise Wrong(f"“{listing.title}”不向这一登录名开放。")
    asked = Question(
        listing=listing,
        moment=Moment(options.on or today(), options.known_at),
        narrowing=Narrowing(looking.scope, district_code(options.district)),
        columns=listing.seen_by(looking),
        rows=figure.rows if figure else None,
        filters=filters(listing, options.filter),
    )
    return asked, figure.title if figure else listing.title


def listing_named(code: str) -> "Listing":
    """The list of that code. Raises `Wrong`."""
    from lvheng.kernel.figures.listing import all_listings, listing_of

    try:
        return listing_of(code)
    except KeyError:
        known = "、".join(f"{each.code}({each.title})" for each in all_listings())
        raise Wrong(f"没有“{code}”这份名单。有：{known}。") from None


def filters(listing: "Listing", written: list[str]) -> dict[str, list[str]]:
    """Column → codes, from `name=value`; a value may be the code or its word. Raises `Wrong`."""
    found: dict[str, list[str]] = {}
    for each in written:
        name, sign, value = each.partition("=")
        column = next((c for c in listing.columns if c.filtered and name in (c.name, c.title)), None)
        if column is None or not sign:
            known = "、".join(f"{c.name}({c.title})" for c in listing.columns if c.filtered)
            raise Wrong(f"“{each}”不是这份名单的筛选。应写成 列=值，可筛选的列有：{known}。")
        titles = column.titles() if column.titles else {}
        codes = [code for code, title in titles.items() if value in (code, title)] or ([] if titles else [value])
        if not codes:
            raise Wrong(f"“{column.title}”没有“{value}”这一项，可写：{'、'.join(titles.values())}。")
        found.setdefault(column.name, []).extend(codes)
    return found
