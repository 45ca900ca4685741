"""Fields of forms that speak in the words of this site."""

from wtforms import IntegerField

IN_MINUTES = "Say it in minutes, from 10 to 1200."


class MinutesField(IntegerField):
    """A number in the words of this site, also where it is none."""

    def process_formdata(self, valuelist):
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(IN_MINUTES) from None
