from webapp.matching.ranking import MOST_WORDS, best_line, mark, words_of


def test_words_that_every_question_has_do_not_count():
    assert words_of("How do I tell him that we are splitting the team?") == ["splitting", "team"]


def test_a_word_counts_once_and_the_number_of_words_is_bounded():
    assert words_of("team Team TEAM") == ["team"]
    assert len(words_of(" ".join(f"word{n}" for n in range(100)))) == MOST_WORDS


def test_words_in_any_script_are_found():
    assert words_of("كيف أطلب زيادة") == ["كيف", "أطلب", "زيادة"]


def test_the_line_that_answers_most_words_is_the_reason():
    lines = ["I know budgets.", "Splitting a team. Four times", "Telling a team"]
    assert best_line(lines, ["splitting", "team"]) == "Splitting a team. Four times"


def test_without_a_question_the_first_line_is_the_reason():
    assert best_line(["The quote", "A topic"], []) == "The quote"
    assert best_line([], ["team"]) == ""


def test_words_that_begin_alike_are_marked_and_nothing_is_lost():
    pieces = mark("Splits teams, gently.", ["splitting", "team"])

    assert "".join(piece.text for piece in pieces) == "Splits teams, gently."
    assert [piece.text for piece in pieces if piece.matches] == ["Splits"]
