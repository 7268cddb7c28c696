"""Numbers of pages in a sentence."""


def in_words(numbers):
    """1, 2, 3, 7 becomes "1-3 and 7"."""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [f"{first}-{last}" if last > first else str(first) for first, last in runs]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if parts[1:] else parts)
