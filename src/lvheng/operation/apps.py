"""Django's name for this room; it listens to the acts and declares the checks of unsafe settings."""

from django.apps import AppConfig


class Operation(AppConfig):
    name = "lvheng.operation"
    label = "operation"

    def ready(self) -> None:
        from lvheng.kernel.acts.performed import performed
        from lvheng.operation import checks  # noqa: F401 - declares the system checks
        from lvheng.operation.requests import tell_acts

        performed.connect(tell_acts, dispatch_uid="lvheng.operation")
