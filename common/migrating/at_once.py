"""Several operations of a migration as one, so that the models of all of them are rendered once, not once for each."""

from django.db.migrations.operations.base import Operation


class AtOnce(Operation):
    """The operations, one after the other, on the models as all of them leave them.

    Django renders every model that hangs together with a changed one anew after each operation; with a hundred models
    that is nearly all that migrating an empty database takes (docs/decisions/0033-migrated-at-once.md). For operations
    that each make something new, models, triggers, SQL: a model is created as the last of them leaves it.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # the rendered models; whoever asks for them next gets them rendered anew
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, to_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, from_state)

    def describe(self):
        return f"{len(self.operations)} operations at once"

    def deconstruct(self):
        return self.__class__.__name__, [], {"operations": self.operations}
