"""The fields of a filter form as HTML: some twenty controls cost a template as much time as fifty rows."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from shiyu.base.words import Words

ANY = Words("不限", "Any")


def select_html(name: str, label: Words, options: str, *, fault: Words | None) -> str:
    """One list with its label; what is wrong with it stands below."""
    wrong, told = _wrong(name, fault)
    begin = f'<select class="form-select{wrong[0]}" id="f-{name}" name="{name}"{wrong[1]}>'
    return _field(name, label, f'{begin}<option value="">{escape(str(ANY))}</option>{options}</select>{told}')


def day_html(name: str, label: Words, value: str, *, fault: Words | None) -> str:
    """One day with its label."""
    wrong, told = _wrong(name, fault)
    begin = f'<input class="form-control{wrong[0]}" id="f-{name}" type="date" name="{name}"'
    control = f'{begin} value="{escape(value)}"{wrong[1]}>'
    return _field(name, label, control + told)


def choices_html(choices: Iterable[tuple[str, Words, bool]]) -> SafeString:
    """The boxes of the columns: name, heading, whether it is shown."""
    drawn = "".join(
        '<label class="form-check form-check-inline"><input class="form-check-input" type="checkbox" name="columns" '
        f'value="{escape(name)}"{" checked" if on else ""}> {escape(str(label))}</label>'
        for name, label, on in choices
    )
    return mark_safe(drawn)  # noqa: S308 -- escaped where it is put in


def fields_html(fields: Iterable[str]) -> SafeString:
    """Several fields one after another."""
    return mark_safe("".join(fields))  # noqa: S308 -- drawn here, escaped above


def _field(name: str, label: Words, control: str) -> str:
    return f'<div><label class="form-label" for="f-{name}">{escape(str(label))}</label>{control}</div>'


def _wrong(name: str, fault: Words | None) -> tuple[tuple[str, str], str]:
    if fault is None:
        return ("", ""), ""
    attrs = f' aria-invalid="true" aria-describedby="e-{name}"'
    return (" is-invalid", attrs), f'<p class="field-error" id="e-{name}">{escape(str(fault))}</p>'
