from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from queries.text import grams


def test_chinese_is_counted_by_characters_and_bigrams() -> None:
    assert grams("青年食堂") == Counter(["青", "年", "食", "堂", "青年", "年食", "食堂"])


def test_latin_words_are_casefolded_and_short_or_common_ones_left_out() -> None:
    assert grams("The Youth canteen, a CANTEEN for 15 buildings") == Counter(
        {"youth": 1, "canteen": 2, "15": 1, "build": 1}
    )


def test_inflected_words_are_counted_as_their_stem() -> None:
    assert grams("parked, parking, parks") == Counter({"park": 3})
    assert grams("We are hiring accountants") == grams("hire an accountant")
    assert grams("naïve café A4") == Counter(["naïv", "café", "a4"])


def test_a_bigram_never_bridges_punctuation_or_another_script() -> None:
    assert "饭堂" not in grams("饭,堂")
    assert grams("饭A4纸") == Counter(["饭", "a4", "纸"])


def test_full_width_letters_and_digits_are_the_same_as_ordinary_ones() -> None:
    assert grams("ＡＩ会议２０２６") == grams("ai会议2026")


def test_an_empty_text_has_no_grams() -> None:
    assert grams(" ,。_ ") == Counter()


@given(st.text(max_size=200))
def test_any_text_is_counted_and_normalising_it_first_changes_nothing(text: str) -> None:
    import unicodedata

    assert grams(text) == grams(unicodedata.normalize("NFKC", text))
