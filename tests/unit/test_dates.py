"""Dates that names of files and archives tell."""

from __future__ import annotations

import datetime as dt

import pytest

from kerok.dates import processing_date_in


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("ProviderInfo_2018_01.csv", (2018, 1)),
        ("NH_ProviderInfo_Oct2024.csv", (2024, 10)),
        ("NH_ProviderInfo_October_2024.csv", (2024, 10)),
        ("nh_providerinfo_may2021.CSV", (2021, 5)),
        ("ProviderInfo_Download_201907.csv", (2019, 7)),
        ("ProviderInfo_20190730.csv", (2019, 7)),
        ("ProviderInfo 2019-07-30.csv", (2019, 7)),
        ("07_2019 ProviderInfo.csv", (2019, 7)),
        ("nursing_homes_including_rehab_services_03_2021.zip/NH_ProviderInfo.csv", (2021, 3)),
        ("nh_archive_2020.zip/nh_archive_05_2020.zip/ProviderInfo_Download.csv", (2020, 5)),
        ("archive_01_2020.zip/ProviderInfo_2020_02.csv", (2020, 2)),
        ("Sept2020.csv", (2020, 9)),
        ("a/Dec 2019/b.csv", (2019, 12)),
    ],
)
def test_a_month_and_a_year_are_found(name: str, wanted: tuple[int, int]) -> None:
    assert processing_date_in(name) == dt.date(*wanted, 1)


@pytest.mark.parametrize(
    "name",
    ["ProviderInfo.csv", "", "2020.csv", "ProviderInfo_2020.csv", "file_1234567890.csv", "120200501.csv", "ProviderInfo_2020_13.csv", "13_2020.csv", "1999_05.csv", "2020Q1.csv"],
)
def test_what_is_no_month_is_not_taken_for_one(name: str) -> None:
    assert processing_date_in(name) is None
