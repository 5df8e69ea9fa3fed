"""The evidence files as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Evidence: checked, encrypted, kept as long as the rules say."""

    name = "minzheng.kernel.documents"
    label = "documents"
    verbose_name = "证明材料"
    default_auto_field = "django.db.models.BigAutoField"
