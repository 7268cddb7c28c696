"""The one exception of reading: a file cannot be read. It carries the outcome and a sentence for the page."""

from reading.document import Outcome


class Refusal(Exception):
    def __init__(self, sentence, outcome=Outcome.REFUSED):
        super().__init__(sentence)
        self.sentence = sentence
        self.outcome = Outcome(outcome)
