"""Payments as a Django app."""

from django.apps import AppConfig

from minzheng.kernel.payments import privileged


class PaymentsConfig(AppConfig):
    """From what is due to what was paid, and the books about it."""

    name = "minzheng.kernel.payments"
    label = "payments"
    verbose_name = "发放"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the functions that the next migration makes."""
        privileged.declare_all()
