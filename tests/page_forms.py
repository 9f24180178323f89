"""Forms as a browser fills them: what is in the fields, what may be chosen, what is sent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

CHOICES = {"radio", "checkbox"}
BUTTONS = {"submit", "button", "reset", "image"}
Values = Mapping[str, str | Sequence[str]]


@dataclass(slots=True)
class Field:
    """All controls of one name."""

    name: str
    kind: str  # the input's type, "textarea" or "select"
    values: list[str] = field(default_factory=list)  # what would be sent if nobody touched it
    options: dict[str, str] = field(default_factory=dict)  # label → value, where one chooses

    def accepts(self, value: str) -> bool:
        return not self.options or value in self.options.values() or (value == "" and self.kind == "select")


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    action: str
    method: str
    fields: Mapping[str, Field]
    buttons: Mapping[str, tuple[str, str]]  # label → the name and value it sends

    def option(self, name: str, label: str) -> str:
        """The value behind the choice whose label contains `label`."""
        found = [value for text, value in self.fields[name].options.items() if label in text]
        assert len(found) == 1, f"{len(found)} choices with “{label}” in {list(self.fields[name].options)}"
        return found[0]

    def filled(self, changes: Values, button: str = "") -> dict[str, list[str]]:
        """What a browser would send: the fields as they are, with `changes`, and the pressed button."""
        sent = {one.name: list(one.values) for one in self.fields.values() if one.values}
        for name, given in changes.items():
            values = [given] if isinstance(given, str) else list(given)
            self._check(name, values)
            sent[name] = values
        pressed, value = self.buttons[button] if button else ("", "")
        return sent | ({pressed: [value]} if pressed else {})

    def _check(self, name: str, values: list[str]) -> None:
        assert name in self.fields, f"the form has no field {name}, only {list(self.fields)}"
        for value in values:
            assert self.fields[name].accepts(value), f"{name} offers {self.fields[name].options}, not {value!r}"


def read_form(element: Element, text_of: Callable[[Element], str]) -> Form:
    labels = _labels(element, text_of)
    fields: dict[str, Field] = {}
    buttons: dict[str, tuple[str, str]] = {}
    for control in _controls(element):
        name, kind = control.get("name", ""), _kind(control)
        if kind in BUTTONS:
            buttons[text_of(control) or control.get("value", "")] = (name, control.get("value", ""))
        elif name:
            _read_control(fields.setdefault(name, Field(name, kind)), control, labels, text_of)
    method = element.get("method", "get").lower()
    return Form(element.get("id", ""), element.get("action", ""), method, fields, buttons)


def _controls(form: Element) -> Iterator[Element]:
    enabled = (one for one in form.iter() if one.tag in {"input", "textarea", "select", "button"})
    return (one for one in enabled if one.get("disabled") is None)


def _kind(control: Element) -> str:
    if control.tag == "button":
        return control.get("type", "submit")
    return control.get("type", "text") if control.tag == "input" else str(control.tag)


def _read_control(into: Field, control: Element, labels: Mapping[int, str], text_of: Callable[[Element], str]) -> None:
    if into.kind in CHOICES:
        value = control.get("value", "on")
        into.options[labels.get(id(control), "")] = value
        into.values += [value] if control.get("checked") is not None else []
    elif into.kind == "select":
        options = [option for option in control.iter("option") if option.get("disabled") is None]
        into.options |= {text_of(option): option.get("value", text_of(option)) for option in options}
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        into.values += [option.get("value", text_of(option)) for option in chosen]
    elif into.kind == "textarea":
        into.values.append("".join(control.itertext()))
    else:
        into.values.append(control.get("value", ""))


def _labels(form: Element, text_of: Callable[[Element], str]) -> Mapping[int, str]:
    """The words of the label around or pointing at each control, by the control's identity in this tree."""
    by_id = {one.get("id"): one for one in form.iter() if one.get("id")}
    found: dict[int, str] = {}
    for label in form.iter("label"):
        pointed_at = by_id.get(label.get("for"))
        for control in [pointed_at] if pointed_at is not None else label.iter("input"):
            found[id(control)] = text_of(label)
    return found
