"""English words for the values of the records; French ones stand in the catalogue."""

from __future__ import annotations

from types import MappingProxyType

from briefing.i18n import mark

STATUS = MappingProxyType({
    "corroborated": mark("corroborated"),
    "attributed": mark("attributed"),
    "reported": mark("reported"),
    "unverified": mark("unverified"),
})
MODALITY = MappingProxyType({
    "asserted": "",
    "alleged": mark("alleged"),
    "hedged": mark("with reserve"),
    "predicted": mark("predicted"),
    "denied": mark("denied"),
    "unknown": mark("said to be unknown"),
})
LEGAL = MappingProxyType({
    "investigated": mark("under investigation"),
    "arrested": mark("arrested"),
    "charged": mark("charged"),
    "sanctioned": mark("sanctioned"),
    "extradited": mark("extradited"),
    "convicted": mark("convicted"),
    "acquitted": mark("acquitted"),
})
CONFLICT = MappingProxyType({
    "date": mark("date contested"),
    "quantity": mark("figure contested"),
    "status": mark("status contested"),
})
ENTITY = MappingProxyType({
    "person": mark("person"),
    "organisation": mark("organisation"),
    "place": mark("place"),
    "group": mark("group"),
})
CHANGE = MappingProxyType({
    "new": mark("New"),
    "changed-value": mark("Changed value"),
    "corroborated": mark("Newly corroborated"),
    "contested": mark("Newly contested"),
    "settled": mark("No longer contested"),
    "dropped": mark("No longer carried"),
})
CONFIDENCE = MappingProxyType({
    "low": mark("Confidence in this judgement is low."),
    "moderate": mark("Confidence in this judgement is moderate."),
    "high": mark("Confidence in this judgement is high."),
})
NOTE = MappingProxyType({
    "note": mark("Note of the analyst: {who}, {day}"),
    "pin": mark("Put first by the analyst: {who}, {day}"),
})
RESOLVED = MappingProxyType({
    "explicit": mark("stated"),
    "relative": mark("from “{quote}”"),
})
EMPTY = MappingProxyType({
    "changes": mark("First edition: there is nothing to compare with."),
    "no-change": mark("No change since the edition of {edition}."),
    "bottom-line": mark("No statement rests on two or more origins."),
    "conflicts": mark("The documents do not contradict each other on any point found."),
    "questions": mark("No open question was found."),
    "other": mark("Nothing was found in these documents."),
})
