//! The check symbol, proven over all mistakes it promises to catch.

use super::*;

fn sample(seed: u8) -> CardCode {
    CardCode::from_values(std::array::from_fn(|i| {
        let mixed = (i as u8 + 1).wrapping_mul(seed).wrapping_add(seed >> 3);
        mixed % 32
    }))
}

#[test]
fn a_printed_code_reads_back() {
    for seed in 0..=255 {
        let code = sample(seed);
        assert_eq!(CardCode::parse(&code.to_printed()), Ok(code));
    }
}

#[test]
fn lower_case_spaces_and_look_alikes_are_forgiven() {
    let code = CardCode::from_values([0, 1, 1, 10, 0, 20, 30, 1, 0, 5, 6]);
    let printed = code.to_printed();
    let typed = printed
        .to_lowercase()
        .replace('0', "o")
        .replace('1', "l")
        .replace('-', "  ");
    assert_eq!(CardCode::parse(&typed), Ok(code.clone()));
    assert_eq!(
        CardCode::parse(&printed.replace('1', "I").replace('-', "–")),
        Ok(code)
    );
}

#[test]
fn every_single_wrong_symbol_is_caught() {
    for seed in [0, 1, 7, 31, 99, 200, 255] {
        let code = sample(seed);
        for at in 0..LENGTH {
            for wrong in 0..32 {
                let mut values = code.0;
                values[at] = wrong;
                let typed: String = values
                    .iter()
                    .map(|v| ALPHABET[*v as usize] as char)
                    .collect();
                assert_eq!(
                    CardCode::parse(&typed).is_ok(),
                    wrong == code.0[at],
                    "symbol {at} of seed {seed}"
                );
            }
        }
    }
}

#[test]
fn every_swap_of_two_different_symbols_is_caught() {
    for seed in 0..=255 {
        let code = sample(seed);
        for (a, b) in (0..LENGTH).flat_map(|a| (0..a).map(move |b| (a, b))) {
            if code.0[a] == code.0[b] {
                continue;
            }
            let mut values = code.0;
            values.swap(a, b);
            let typed: String = values
                .iter()
                .map(|v| ALPHABET[*v as usize] as char)
                .collect();
            assert_eq!(
                CardCode::parse(&typed),
                Err(CardCodeError::Check),
                "swap {a} and {b} of seed {seed}"
            );
        }
    }
}

#[test]
fn what_is_wrong_is_said() {
    assert_eq!(
        CardCode::parse(""),
        Err(CardCodeError::TooShort { typed: 0 })
    );
    assert_eq!(
        CardCode::parse("7K2M-9"),
        Err(CardCodeError::TooShort { typed: 5 })
    );
    assert_eq!(
        CardCode::parse("7K2M-9QXU"),
        Err(CardCodeError::Symbol('U'))
    );
    assert_eq!(
        CardCode::parse(&format!("{}0", sample(9).to_printed())),
        Err(CardCodeError::TooLong)
    );
    assert_eq!(Pin::parse("12345"), Err(PinError::Length));
    assert_eq!(Pin::parse("12345a"), Err(PinError::NotADigit));
    assert_eq!(
        Pin::parse(" 123 456 ").map(|p| p.digits()),
        Ok("123456".to_owned())
    );
}

#[test]
fn a_selector_is_four_symbols_typed_like_a_code() {
    for (typed, read) in [
        ("7K2M", Ok("7K2M")),
        (" 7k2m-", Ok("7K2M")),
        ("oil1", Ok("0111")),
        ("7K2", Err(CardCodeError::TooShort { typed: 3 })),
        ("", Err(CardCodeError::TooShort { typed: 0 })),
        ("7K2M9", Err(CardCodeError::TooLong)),
        ("7K2U", Err(CardCodeError::Symbol('U'))),
    ] {
        assert_eq!(
            CardCode::parse_selector(typed),
            read.map(str::to_owned),
            "{typed}"
        );
    }
    let code = sample(9);
    let typed = code.to_printed().to_lowercase();
    assert_eq!(CardCode::parse_selector(&typed[..4]), Ok(code.selector()));
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let code = sample(42);
    assert!(!format!("{code:?}").contains(&code.secret()));
    assert!(!format!("{:?}", Pin::parse("246810")).contains("246810"));
}
