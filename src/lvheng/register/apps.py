"""Django's name for this room; its acts, figures and lists declare themselves when it is ready."""

from importlib import import_module

from django.apps import AppConfig

DECLARING = (
    "acts.corrections",
    "acts.corrections_parts",
    "acts.engagements",
    "acts.enter_lawyer",
    "acts.erase",
    "acts.firm_parts",
    "acts.firm_states",
    "acts.firms",
    "acts.former_offices",
    "acts.licences",
    "acts.liquidation",
    "acts.merge_persons",
    "acts.office_members",
    "acts.offices",
    "acts.people",
    "acts.posts",
    "acts.readmission",
    "acts.reissue",
    "acts.returns",
    "acts.trainees",
    "acts.units",
    "figures",
    "lists",
    "lists_clocks",
    "lists_people",
    "tables",
    "waiting",
    "whereabouts",
    "worklists",
)


class Register(AppConfig):
    name = "lvheng.register"
    label = "register"

    def ready(self) -> None:
        for module in DECLARING:
            import_module(f"{self.name}.{module}")
