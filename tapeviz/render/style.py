"""The style sheet and the script of an HTML report; everything it says is also there without them."""

from __future__ import annotations

from tapeviz.render.palette import DARK, LIGHT

__all__ = ["SCRIPT", "page_sheet", "sheet"]

DARK_PAGES = (
    "html[theme=dark]",
    "html[data-theme=dark]",
    "body[data-theme=dark]",
    "body[data-jp-theme-light=false]",
    "body.vscode-dark",
    "body.vscode-high-contrast",
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
'Helvetica Neue',Arial,sans-serif;padding:6px 10px 8px;border-left:3px solid var(--tv-line);overflow-wrap:break-word}
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
.tapeviz.tapeviz .tv-line{display:flex;gap:.7em;align-items:baseline}
.tapeviz.tapeviz .tv-tag{margin-left:auto;color:var(--tv-faint);font-weight:400}
.tapeviz.tapeviz pre{margin:.4em 0;padding:4px 0;overflow-x:auto;line-height:1.4;white-space:pre;border:0}
.tapeviz.tapeviz .tv-gutter{color:var(--tv-faint);user-select:none}
.tapeviz.tapeviz mark{background:var(--tv-bad-paper);color:inherit;padding:0}
.tapeviz.tapeviz tr{background:none}
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

# Finds its report by id, since front ends differ in where a script runs; waits for it, since some run it too early.
SCRIPT = """(function look(n){var d=document.getElementById("ID"),i=d&&d.querySelector("img.tv-picture");
if(!d){if(n)setTimeout(look,80,n-1);return}if(!i)return;
try{var b=atob(i.src.split(",")[1]),t=new TextDecoder().decode(Uint8Array.from(b,function(c){return c.charCodeAt(0)})),
s=new DOMParser().parseFromString(t,"image/svg+xml").documentElement;if(s.nodeName!=="svg")return;
s=document.importNode(s,true);s.style.cssText=i.style.cssText;i.replaceWith(s)}catch(e){}})(50)"""


def sheet() -> str:
    """The style sheet of one output. It is scoped, so that outputs and pages do not disturb each other."""
    light = _variables(LIGHT)
    dark = _variables(DARK)
    own = ";".join(f"--tv-{name}:var({jp},var({VSCODE[name]},{{{name}}}))" for name, jp in OWN_PAPER.items())
    pages = ",".join(f"{page} .tapeviz" for page in DARK_PAGES)
    return _compact(
        f".tapeviz{{{light};{own.format(**LIGHT)}}}"
        f"@media(prefers-color-scheme:dark){{{SILENT_PAGE} .tapeviz{{{dark}}}}}"
        f"{pages}{{{dark};{own.format(**DARK)}}}{LOOKS}"
    )


def page_sheet() -> str:
    """The style sheet of a page of its own, which follows the reader's system."""
    return _compact(
        f":root{{color-scheme:light dark;{_variables(LIGHT)}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}"
        "body{background:var(--tv-paper);color:var(--tv-ink);font:15px/1.5 system-ui,sans-serif;max-width:70em;"
        "margin:0 auto;padding:1.5em}"
        "h1{font-size:1.5em}h2{font-size:1.15em;margin:2em 0 .4em}"
        "pre.tv-cell{font:13px/1.45 ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;background:var(--tv-op);"
        "border:1px solid var(--tv-fold);border-radius:4px;padding:8px 12px;overflow-x:auto}"
    )


def _variables(colors: dict[str, str]) -> str:
    return ";".join(f"--tv-{name}:{color}" for name, color in colors.items())


def _compact(text: str) -> str:
    return "".join(line.strip() for line in text.split("\n"))
