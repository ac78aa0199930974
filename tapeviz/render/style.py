"""The style sheets of an HTML report; everything it says is also there without them."""

from __future__ import annotations

from tapeviz.render.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT

__all__ = ["live_sheet", "page_sheet", "sheet", "variables"]

DARK_PAGES = (
    "html[theme=dark]",
    "html[data-theme=dark]",
    "body[data-theme=dark]",
    "body[data-jp-theme-light=false]",
    "body.vscode-dark",
)
CONTRAST_LIGHT_PAGES = (
    "body.vscode-high-contrast-light",
    "body[data-jp-theme-name*=Light][data-jp-theme-name*=Contrast]",
)
CONTRAST_DARK_PAGES = (
    "body.vscode-high-contrast:not(.vscode-high-contrast-light)",
    "body[data-jp-theme-name*=Dark][data-jp-theme-name*=Contrast]",
)
# A page that says nothing of its own theme follows the reader's system.
SILENT_PAGE = (
    "html:not([theme]):not([data-theme]) body:not([data-theme]):not([data-jp-theme-light]):not([class*=vscode-])"
)
OWN_PAPER = {"paper": "--jp-layout-color0", "ink": "--jp-content-font-color0"}
VSCODE = {"paper": "--vscode-editor-background", "ink": "--vscode-editor-foreground"}

# The class is doubled to outweigh what notebooks say of tables and code in any output.
LOOKS = """
.tapeviz{background:var(--tv-paper);color:var(--tv-ink);font:14px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,
'Helvetica Neue',Arial,sans-serif;padding:6px 10px 8px;border-left:3px solid var(--tv-line);overflow-wrap:break-word;
scrollbar-color:var(--tv-line) transparent}
.tapeviz.tapeviz p{margin:.2em 0}
.tapeviz.tapeviz .tv-head{font-size:15px;font-weight:600}
.tapeviz.tapeviz .tv-faint,.tapeviz.tapeviz summary{color:var(--tv-faint);font-size:13px}
.tapeviz.tapeviz table{border-collapse:collapse;margin:.5em 0;font-size:13px;color:inherit;background:none}
.tapeviz.tapeviz th,.tapeviz.tapeviz td{text-align:left;padding:2px 14px 2px 0;border:0;
border-bottom:1px solid var(--tv-fold);background:none;color:inherit;vertical-align:top;
white-space:normal;max-width:44em}
.tapeviz.tapeviz th{color:var(--tv-faint);font-weight:500}
.tapeviz.tapeviz th,.tapeviz.tapeviz td:nth-child(n+3){white-space:nowrap}
.tapeviz.tapeviz td details{max-width:26em}
.tapeviz.tapeviz td:first-child,.tapeviz.tapeviz code,.tapeviz.tapeviz pre{
font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;
font-size:12.5px;color:inherit;background:none;padding-left:0}
.tapeviz.tapeviz code{padding:0;border:0}
.tapeviz.tapeviz .tv-gradient{color:var(--tv-good)}
.tapeviz.tapeviz .tv-none,.tapeviz.tapeviz .tv-error,.tapeviz.tapeviz .tv-failure{color:var(--tv-bad)}
.tapeviz.tapeviz .tv-warn{color:var(--tv-warn)}
.tapeviz.tapeviz .tv-card{border:1px solid var(--tv-fold);border-left:3px solid var(--tv-bad);border-radius:4px;
padding:6px 10px;margin:8px 0;max-width:60em}
.tapeviz.tapeviz .tv-card.tv-health{border-left-color:var(--tv-warn)}
.tapeviz.tapeviz .tv-line{display:flex;flex-wrap:wrap;gap:0 .7em;align-items:baseline}
.tapeviz.tapeviz .tv-tag{margin-left:auto;color:var(--tv-faint);font-weight:400}
.tapeviz.tapeviz pre{margin:.4em 0;padding:4px 0;overflow-x:auto;line-height:1.4;white-space:pre;border:0}
.tapeviz.tapeviz .tv-gutter{color:var(--tv-faint);user-select:none}
.tapeviz.tapeviz mark{background:var(--tv-bad-paper);color:inherit;padding:0}
.tapeviz.tapeviz thead,.tapeviz.tapeviz tr{background:none}
.tapeviz.tapeviz mark.tv-note{background:var(--tv-variable)}
.tapeviz.tapeviz .tv-say{color:var(--tv-bad)}
.tapeviz.tapeviz .tv-health .tv-say{color:var(--tv-warn)}
.tapeviz.tapeviz .tv-say-note{color:var(--tv-variable-line)}
.tapeviz.tapeviz .tv-help{white-space:pre-wrap;padding-left:3em;text-indent:-3em}
.tapeviz.tapeviz figure{margin:8px 0 4px}
.tapeviz.tapeviz .tv-scroll{overflow:auto}
.tapeviz.tapeviz figcaption{color:var(--tv-faint);font-size:13px}
.tapeviz.tapeviz summary{cursor:pointer}
"""

LIVE = """
.tapeviz figure{position:relative}
.tapeviz .tv-bar,.tapeviz .tv-play{display:flex;flex-wrap:wrap;gap:4px;align-items:center;margin:0 0 4px}
.tapeviz .tv-bar>*,.tapeviz .tv-play>*{font:inherit;font-size:12px;margin:0}
.tapeviz .tv-bar>:not(span),.tapeviz .tv-play button{color:var(--tv-ink);background:var(--tv-op);
border:1px solid var(--tv-line);border-radius:4px;padding:1px 8px;height:26px;box-sizing:border-box}
.tapeviz .tv-bar input{width:11em}
.tv-said{color:var(--tv-faint);flex:1}
.tapeviz .tv-scroll svg{display:block;cursor:grab}
.tapeviz button,.tv-node,.tv-link{cursor:pointer}
.tapeviz :focus-visible{outline:2px solid var(--tv-variable-line)}
.tv-dim{opacity:.2}
.tapeviz.tapeviz .tv-node.tv-on>:not(text,g),.tapeviz.tapeviz .tv-node:focus-visible>:not(text,g),
.tapeviz.tapeviz .tv-edge.tv-on>path{stroke:var(--tv-ink);stroke-width:2.6}
.tapeviz .tv-tip{position:absolute;z-index:3;max-width:min(30em,100%);box-sizing:border-box;pointer-events:none;
background:var(--tv-paper);border:1px solid var(--tv-line);border-radius:4px;padding:6px;font-size:12px;
display:grid;grid-template-columns:max-content 1fr;gap:0 .8em}
.tapeviz .tv-own[hidden]{display:none}
.tapeviz .tv-tip.tv-pin{pointer-events:auto;border-width:2px}
.tv-tip>b{grid-column:1/3}
.tv-tip>:nth-child(even){color:var(--tv-faint)}
.tv-tip>span:nth-child(odd){overflow-wrap:anywhere;font-family:ui-monospace,monospace}
.tapeviz.tapeviz .tv-code pre{max-height:18em;overflow:auto;position:relative}
.tv-row,.tapeviz .tv-steps li{padding:0 1em 0 7px}
.tv-row{display:block}
.tv-row.tv-on,.tapeviz .tv-steps li.tv-on{background:var(--tv-variable);
box-shadow:inset 3px 0 var(--tv-variable-line)}
.tv-link:hover{background:var(--tv-fold)}
@media(prefers-reduced-motion:no-preference){.tapeviz .tv-node,.tapeviz .tv-edge{transition:opacity .12s}}
"""

FOLDS = """
.tv-badge>*{vector-effect:non-scaling-stroke}
.tv-lid{cursor:pointer}
"""

STEPS = """
.tapeviz .tv-play input{flex:1 1 10em;max-width:24em}
.tapeviz .tv-play .tv-telling{flex:1 0 100%;font-size:13px;min-height:1.5em;white-space:pre-wrap}
.tv-wait{opacity:.25}
.tv-later{visibility:hidden}
.tapeviz.tapeviz .tv-node.tv-now>:not(text,g),.tapeviz.tapeviz .tv-edge.tv-now>path{stroke:var(--tv-variable-line);
stroke-width:3}
.tapeviz.tapeviz .tv-node.tv-got>:not(text,g){stroke:var(--tv-good);stroke-width:3}
"""


def live_sheet(*, steps: bool = True, folds: bool = True) -> str:
    """What the controls of a living picture need, which brings it along."""
    return _compact(LIVE + FOLDS * folds + STEPS * steps)


def sheet() -> str:
    """The style sheet of one output. It is scoped, so that outputs and pages do not disturb each other."""
    light = variables(LIGHT)
    dark = variables(DARK)
    own = ";".join(f"--tv-{name}:var({jp},var({VSCODE[name]},{{{name}}}))" for name, jp in OWN_PAPER.items())
    pages = ",".join(f"{page} .tapeviz" for page in DARK_PAGES)
    return _compact(
        f".tapeviz{{{light};{own.format(**LIGHT)}}}"
        f"@media(prefers-color-scheme:dark){{{SILENT_PAGE} .tapeviz{{{dark}}}}}"
        f"{pages}{{{dark};{own.format(**DARK)}}}{_contrast()}{LOOKS}"
    )


def page_sheet() -> str:
    """The style sheet of a page of its own, which follows the reader's system."""
    return _compact(
        f":root{{color-scheme:light dark;{variables(LIGHT)}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}"
        "body{background:var(--tv-paper);color:var(--tv-ink);font:15px/1.5 system-ui,sans-serif;max-width:70em;"
        "margin:0 auto;padding:1.5em}"
        "h1{font-size:1.5em}h2{font-size:1.15em;margin:2em 0 .4em}"
        "pre.tv-cell{font:13px/1.45 ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;background:var(--tv-op);"
        "border:1px solid var(--tv-fold);border-radius:4px;padding:8px 12px;overflow-x:auto}"
    )


def _contrast() -> str:
    """What differs where a reader or a theme asks for high contrast."""
    light, dark = (
        variables({name: color for name, color in strong.items() if color != plain[name]})
        for strong, plain in ((CONTRAST_LIGHT, LIGHT), (CONTRAST_DARK, DARK))
    )
    asked = ("(prefers-contrast:more)", "(forced-colors:active)")
    more, dark_system = ",".join(asked), ",".join(f"{one} and (prefers-color-scheme:dark)" for one in asked)
    dark_pages = ",".join(f"{page} .tapeviz" for page in DARK_PAGES)
    on_light = ",".join(f"{page} .tapeviz" for page in CONTRAST_LIGHT_PAGES)
    on_dark = ",".join(f"{page} .tapeviz" for page in CONTRAST_DARK_PAGES)
    return (
        f"{on_light}{{{light}}}{on_dark}{{{variables(CONTRAST_DARK)}}}"
        f"@media {more}{{.tapeviz{{{light}}}{dark_pages}{{{dark}}}}}"
        f"@media {dark_system}{{{SILENT_PAGE} .tapeviz{{{dark}}}}}"
    )


def variables(colors: dict[str, str]) -> str:
    """Colours as the variables that style sheets and pictures use."""
    return ";".join(f"--tv-{name}:{color}" for name, color in colors.items())


def _compact(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n"))
