from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "rivage.people"
    label = "people"
