"""Tracking files are told apart by their content: every provider's, in any order, under any name."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.match.load import load
from frontfoot.match.tracking import read_frames
from frontfoot.match.tracking.file import files_of
from frontfoot.match.tracking.providers import FILES
from frontfoot.match.tracking.recognise import arranged

# The files of kloppy's wheel in the order in which kloppy's loader of that provider takes them.
MATCHES: dict[str, list[list[str]]] = {
    "skillcorner": [
        ["skillcorner_match_data.json", "skillcorner_structured_data.json"],
        ["skillcorner_match_data.json", "skillcorner_structured_data_timestamp.json"],
        ["skillcorner_meta_data.json", "skillcorner_v3_raw_data.jsonl"],
    ],
    "tracab": [
        ["tracab_meta.xml", "tracab_raw.dat"],
        ["tracab_meta_2.xml", "tracab_raw.dat"],
        ["tracab_meta_3.xml", "tracab_raw.dat"],
        ["tracab_meta_4.xml", "tracab_raw.dat"],
        ["tracab_meta.json", "tracab_raw.json"],
    ],
    "second_spectrum": [
        ["second_spectrum_fake_metadata.xml", "second_spectrum_fake_data.jsonl"],
        ["second_spectrum_fake_metadata.json", "second_spectrum_fake_data_utf8sig.jsonl"],
    ],
    "sportec": [
        ["sportec_meta.xml", "sportec_positional.xml"],
        ["sportec_meta.xml", "sportec_positional_w_referee.xml"],
    ],
    "stats_perform": [
        ["statsperform_tracking_ma1.json", "statsperform_tracking_ma25.txt"],
        ["statsperform_tracking_ma1.xml", "statsperform_tracking_ma25.txt"],
    ],
    "signality": [
        [
            "signality_meta_data.json",
            "signality_venue_information.json",
            "signality_p1_raw_data_subset.json",
            "signality_p2_raw_data_subset.json",
        ]
    ],
    "pff": [["pff_metadata_3812.json", "pff_rosters_3812.json", "pff_3812.jsonl"]],
    "metrica_epts": [
        ["epts_metrica_metadata.xml", "epts_metrica_tracking.txt"],
        ["epts_metrica_metadata.xml", "epts_metrica_tracking_with_empty_values.txt"],
    ],
    "metrica_tracking": [["metrica_home.csv", "metrica_away.csv"]],
    "hawkeye": [
        ["hawkeye_meta.json", "hawkeye_1_1.football.samples.ball", "hawkeye_1_1.football.samples.centroids"],
        ["hawkeye_meta.xml", "hawkeye_1_1.football.samples.ball", "hawkeye_1_1.football.samples.centroids"],
    ],
}
CASES = [(provider, names) for provider, matches in MATCHES.items() for names in matches]


def in_folder(folder: Path, names: list[str], target: Path) -> list[Path]:
    """The files under names that say nothing; Hawk-Eye's keep their endings, by which its reader tells them."""
    files = []
    for number, name in enumerate(names):
        if not (folder / name).is_file():
            pytest.skip(f"this kloppy wheel carries no {name} (3.19.1 does)")
        ending = Path(name).suffix if Path(name).suffix in {".ball", ".centroids"} else ""
        files.append(target / f"file{number}{ending}")
        shutil.copy(folder / name, files[-1])
    return files


@pytest.mark.parametrize(("provider", "names"), CASES, ids=[f"{provider}-{names[0]}" for provider, names in CASES])
def test_recognised_under_any_name_in_any_order(
    kloppy_files: Path, tmp_path: Path, provider: str, names: list[str]
) -> None:
    files = in_folder(kloppy_files, names, tmp_path)
    for shuffled in (files, files[::-1], [*files[1:], files[0]]):
        chosen, order = arranged(files_of(shuffled), None)
        assert chosen == provider
        if provider != "hawkeye":  # its reader takes them in any order
            assert [file.path for file in order] == files
        assert arranged(files_of(shuffled), provider) == (chosen, order)


def test_every_provider_that_is_read_is_recognised() -> None:
    assert set(FILES) - set(MATCHES) == {"cdf"}  # its files are made in test_cdf


# Hawk-Eye's minute of kloppy is 73 MB: its packed files are in test_hawkeye.
@pytest.mark.slow
@pytest.mark.parametrize("provider", sorted(set(MATCHES) - {"hawkeye"}))
def test_packed_or_in_memory_it_is_the_same(kloppy_files: Path, tmp_path: Path, provider: str) -> None:
    names = MATCHES[provider][2 if provider == "skillcorner" else 0]  # SkillCorner's last is its shortest
    if missing := [name for name in names if not (kloppy_files / name).is_file()]:
        pytest.skip(f"this kloppy wheel carries no {missing[0]} (3.19.1 does)")
    contents = {name: (kloppy_files / name).read_bytes() for name in names}
    plain = read_frames(*(kloppy_files / name for name in names))
    forms: dict[str, list[Any]] = {"bytes": list(contents.values()), "streams": [*map(BytesIO, contents.values())]}
    for ending, pack in (("gz", gzip.compress), ("xz", lzma.compress), ("bz2", bz2.compress)):
        forms[ending] = [tmp_path / f"{name}.{ending}" for name in names]
        for path, content in zip(forms[ending], contents.values(), strict=True):
            path.write_bytes(pack(content))
    with zipfile.ZipFile(tmp_path / "match.zip", "w") as archive:
        for name, content in contents.items():
            archive.writestr(f"export/{name}", content)
    forms["zip"] = [tmp_path / "match.zip"]
    for kind, items in forms.items():
        frames = read_frames(*items)
        np.testing.assert_array_equal(frames.xy, plain.xy, err_msg=kind)
        np.testing.assert_array_equal(frames.ball, plain.ball, err_msg=kind)
        assert frames.players.equals(plain.players), kind
        assert frames.info.match_id == plain.info.match_id or kind in {"bytes", "streams"}


@pytest.mark.slow
def test_decoded_json_is_read(kloppy_files: Path) -> None:
    match, tracking = (kloppy_files / name for name in MATCHES["skillcorner"][0])
    frames = json.loads(tracking.read_text(encoding="utf-8"))[1400:1900]
    short = json.dumps(frames).encode()
    from_json = read_frames(json.loads(match.read_text(encoding="utf-8")), frames)
    np.testing.assert_array_equal(from_json.xy, read_frames(match, short).xy)


def test_what_is_no_file_is_refused() -> None:
    with pytest.raises(InputError, match="argument 2: A int is no match file"):
        read_frames(b"{}", 7)


@pytest.mark.parametrize("provider", ["tracab", "pff", "second_spectrum"])
def test_the_order_makes_no_difference_to_what_is_read(kloppy_files: Path, provider: str) -> None:
    files = [kloppy_files / name for name in MATCHES[provider][0]]
    one, other = read_frames(*files, provider=provider), read_frames(*files[::-1])
    np.testing.assert_array_equal(one.xy, other.xy)
    assert one.players.equals(other.players)


def refused(*files: Path, provider: str | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_frames(*files, provider=provider)
    assert caught.value.remedy
    return caught.value


def test_what_was_seen_is_named(kloppy_files: Path, tmp_path: Path) -> None:
    def of(name: str) -> Path:
        return kloppy_files / name

    assert "metadata missing" in refused(of("tracab_raw.dat")).problem
    assert "tracking missing" in refused(of("tracab_meta.xml")).problem
    two = refused(of("tracab_meta.xml"), of("tracab_meta_2.xml"), of("tracab_raw.dat"))
    assert "metadata twice" in two.problem
    mixed = refused(of("tracab_meta.xml"), of("pff_3812.jsonl"))
    assert mixed.problem == "This is tracking of PFF FC; tracab_meta.xml is metadata of TRACAB"
    assert mixed.place.endswith("pff_3812.jsonl")
    events = refused(of("tracab_meta.xml"), of("opta_f24.xml"))
    assert events.problem == "These are events of Opta, not tracking"
    assert "without --frames" in events.remedy
    unknown = tmp_path / "notes.txt"
    unknown.write_text("Minute  Who\n12 Smith")
    assert "begins with 'Minute Who 12 Smith'" in refused(unknown).problem
    damaged = tmp_path / "raw.dat.gz"
    damaged.write_bytes(gzip.compress(of("tracab_raw.dat").read_bytes())[:-9])
    assert "damaged" in refused(of("tracab_meta.xml"), damaged).problem
    assert "No tracking file" in refused().problem


def test_a_pointer_of_git_lfs_is_told(kloppy_files: Path, tmp_path: Path) -> None:
    """SkillCorner's open tracking is kept in Git LFS; a clone without it holds pointers."""
    pointer = tmp_path / "1953632_tracking_extrapolated.jsonl"
    pointer.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 93000000\n")
    assert "git lfs pull" in refused(kloppy_files / "skillcorner_meta_data.json", pointer).remedy
    with pytest.raises(ReadError, match="pointer of Git LFS"):
        load(pointer)


@pytest.mark.parametrize("provider", MATCHES)
def test_given_as_events_each_is_called_tracking(kloppy_files: Path, provider: str) -> None:
    with pytest.raises(ReadError, match="This is tracking data of"):
        load(kloppy_files / MATCHES[provider][0][-1])
