"""Where a person lives and how to reach them: encrypted, found by keyed index."""

from django.db import models

from minzheng.kernel.protection.fields import BlindIndexField, SecretField
from minzheng.kernel.protection.models import Placed
from minzheng.kernel.protection.rows import by_division, seen_by_its_person
from minzheng.kernel.registry.following import follows_person
from minzheng.kernel.registry.models.persons import Person


class AddressKind(models.TextChoices):
    """What an address is for."""

    REGISTERED = "registered", "户籍地址"
    RESIDENCE = "residence", "居住地址"
    MAILING = "mailing", "通讯地址"


@follows_person()
@seen_by_its_person("person_id")
@by_division
class Address(Placed):
    """A dated address of a person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="addresses", db_index=False)
    kind = models.CharField("类别", max_length=12, choices=AddressKind)
    within = models.CharField("所在区划", max_length=12, blank=True)
    text = SecretField(kind="address")
    valid_from = models.DateField("起", null=True, blank=True)
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "地址"
        indexes = [models.Index(fields=["person"], name="address_person")]


@follows_person()
@seen_by_its_person("person_id", only="whose = ''")
@by_division
class Contact(Placed):
    """A telephone number, the person's own or of somebody who answers for them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts", db_index=False)
    whose = models.CharField("联系人", max_length=50, blank=True, help_text="本人留空")
    phone = SecretField(kind="phone")
    index = BlindIndexField()
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联系电话"
        indexes = [
            models.Index(fields=["person"], name="contact_person"),
            models.Index(fields=["index"], name="contact_index"),
        ]
