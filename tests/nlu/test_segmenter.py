"""The segmenter and its word files: own words stay whole, numbers stay whole, a broken file is explained."""

from pathlib import Path

import pytest

from bot.components.segmenter import DictionaryError, read_products, read_words, segmenter
from tests.nlu.pipeline import BOT


def cut(text: str, *words: str) -> list[str]:
    return [word for word, _ in segmenter(words).cut(text)]


def test_an_own_word_is_not_cut() -> None:
    assert cut("退货运费谁出", "退货运费") == ["退货运费", "谁", "出"]
    assert cut("退货运费谁出") != ["退货运费", "谁", "出"]


def test_two_dictionaries_do_not_mix() -> None:
    assert "退货运费" in cut("退货运费", "退货运费")
    assert "退货运费" not in cut("退货运费", "价保")


def test_numbers_and_waybills_stay_whole() -> None:
    assert cut("单号SF1234567890123花了158.50元") == ["单", "号", "SF1234567890123", "花", "了", "158.50", "元"]


def test_starts_point_into_the_text_and_blanks_are_no_words() -> None:
    text = " 到哪  了SF1 "
    words = list(segmenter(()).cut(text))
    assert all(text[start : start + len(word)] == word for word, start in words)
    assert "".join(word for word, _ in words) == "到哪了SF1"


def test_the_shops_own_files_can_be_read() -> None:
    words = read_words(BOT / "data/dictionary.txt", BOT / "data/catalogue.yml")
    assert {"退货运费", "运费险", *read_products(BOT / "data/catalogue.yml")} <= set(words)
    assert not [word for word in words if "#" in word]


@pytest.mark.parametrize("content", ["", "products: 指纹锁", "products: [1, 2]", "- 指纹锁", "products: ['']"])
def test_a_broken_catalogue_names_the_file_and_the_fix(tmp_path: Path, content: str) -> None:
    catalogue = tmp_path / "catalogue.yml"
    catalogue.write_text(content, encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"catalogue\.yml: write `products:`"):
        read_products(catalogue)
