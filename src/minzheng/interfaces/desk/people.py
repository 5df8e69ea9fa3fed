"""How people are spoken of on the screen: sex, age, and the note beside a name."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minzheng.base.ages import age_on
from minzheng.catalogue.codes import Sex
from minzheng.interfaces.desk.generic.columns import Text
from minzheng.kernel.access import clock

SEXES: dict[int, Text] = {
    Sex.unknown.value: gettext_lazy("性别未知"),
    Sex.male.value: gettext_lazy("男"),
    Sex.female.value: gettext_lazy("女"),
    Sex.unstated.value: gettext_lazy("性别未说明"),
}


def age(birth: date | None, death: date | None = None) -> int | None:
    """Whole years completed, today or at death."""
    until = death or clock.today()
    return age_on(birth, until) if birth and birth <= until else None


def sex_and_age(sex: int, birth: date | None, death: date | None = None) -> str:
    """`女 · 63岁`."""
    years = age(birth, death)
    words = [str(SEXES.get(sex, ""))] if sex in (Sex.male, Sex.female) else []
    if years is not None:
        words.append(_("%(years)s岁") % {"years": years})
    if death is not None:
        words.append(_("已故"))
    return " · ".join(words)
