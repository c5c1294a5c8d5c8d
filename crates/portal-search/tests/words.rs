//! The words that are shipped: what families type in each language finds the need they mean.

#![expect(
    clippy::unwrap_used,
    reason = "in a test file a panic is a failed test"
)]

use std::fs;
use std::path::Path;

use portal_search::{Entry, Index, Pack, Query, Scratch, Synonyms, write};
use portal_types::Need;

/// A small directory in English: the name of a service, and its need.
const SERVICES: [(&str, Need); 18] = [
    ("Night Shelter", Need::Housing),
    ("Rental Assistance", Need::Housing),
    ("Family Counseling", Need::Counselling),
    ("Support Group", Need::Counselling),
    ("Community Clinic", Need::Medical),
    ("Dental Care", Need::Medical),
    ("Legal Aid", Need::Legal),
    ("Immigration Papers", Need::Legal),
    ("Food Pantry", Need::Food),
    ("Hot Meals", Need::Food),
    ("Transportation for Visits", Need::Transport),
    ("Transit Pass", Need::Transport),
    ("Financial Assistance", Need::Money),
    ("Employment Office", Need::Money),
    ("Domestic Violence Program", Need::Safety),
    ("Crisis Line", Need::Safety),
    ("Child Care", Need::Children),
    ("Summer Camp", Need::Children),
];

fn index(tag: &str) -> Index {
    let entries = SERVICES.iter().map(|(name, need)| Entry {
        id: (*name).to_owned(),
        name: (*name).to_owned(),
        needs: need.bit(),
        ..Entry::default()
    });
    let pack = Pack::read(&write(entries)).unwrap();
    Index::new(pack, Synonyms::shipped(tag)).built()
}

/// The needs of what is found first.
fn first(index: &Index, text: &str) -> u16 {
    let query = Query {
        text,
        limit: 1,
        ..Query::default()
    };
    let found = index.search(&query, &mut Scratch::default()).positions;
    found
        .first()
        .map_or(0, |at| index.pack().needs(*at as usize))
}

fn finds(tag: &str, searches: &[(&str, Need)]) {
    let index = index(tag);
    for (text, need) in searches {
        assert_eq!(first(&index, text), need.bit(), "{tag}: {text}");
    }
}

#[test]
fn english_searches_find_their_need() {
    let searches = [
        ("a place to stay tonight", Need::Housing),
        ("need help with rent", Need::Housing),
        ("somebody to talk to", Need::Counselling),
        ("dentist", Need::Medical),
        ("lawer", Need::Legal),
        ("groceries", Need::Food),
        ("bus pass", Need::Transport),
        ("electric bill", Need::Money),
        ("safe", Need::Safety),
        ("babysiter", Need::Children),
    ];
    // They do in every other language as well.
    for tag in ["en", "es", "vi", "ar", "so"] {
        finds(tag, &searches);
    }
}

#[test]
fn spanish_searches_find_their_need() {
    let searches = [
        ("necesito un lugar para quedarme", Need::Housing),
        ("pagar la renta", Need::Housing),
        ("hablar con alguien", Need::Counselling),
        ("dentista", Need::Medical),
        ("abogado de inmigración", Need::Legal),
        ("abogdo", Need::Legal),
        ("comida gratis", Need::Food),
        ("autobús", Need::Transport),
        ("pagar la luz", Need::Money),
        ("violencia doméstica", Need::Safety),
        ("cuidado de niños", Need::Children),
    ];
    for tag in ["en", "es", "vi", "ar", "so"] {
        finds(tag, &searches);
    }
}

#[test]
fn vietnamese_searches_find_their_need_with_and_without_marks() {
    finds(
        "vi",
        &[
            ("chỗ ở tối nay", Need::Housing),
            ("cho o toi nay", Need::Housing),
            ("tôi cần tìm chỗ ngủ", Need::Housing),
            ("bi duoi nha", Need::Housing),
            ("người để nói chuyện", Need::Counselling),
            ("bác sĩ tâm lý", Need::Counselling),
            ("chích ngừa cho con", Need::Medical),
            ("nha si", Need::Medical),
            ("luaat su", Need::Legal),
            ("giấy tờ di trú", Need::Legal),
            ("thucc an", Need::Food),
            ("đồ ăn halal", Need::Food),
            ("the xe buyt", Need::Transport),
            ("tiền điện", Need::Money),
            ("bị chồng đánh", Need::Safety),
            ("toi so", Need::Safety),
            ("gửi con", Need::Children),
            ("tã em bé", Need::Children),
        ],
    );
}

#[test]
fn arabic_searches_find_their_need_with_and_without_the_article() {
    finds(
        "ar",
        &[
            ("مكان للنوم الليلة", Need::Housing),
            ("مساعدة بالإيجار", Need::Housing),
            ("ماوى", Need::Housing),
            ("شخص أتكلم معه", Need::Counselling),
            ("الصحة النفسية", Need::Counselling),
            ("طبيب أسنان", Need::Medical),
            ("التطعيمات", Need::Medical),
            ("محامي", Need::Legal),
            ("المحامي", Need::Legal),
            ("أحتاج محامى", Need::Legal),
            ("المحمي", Need::Legal),
            ("طعام حلال", Need::Food),
            ("اكل", Need::Food),
            ("كرت باص", Need::Transport),
            ("فاتورة الكهرباء", Need::Money),
            ("زوجي يضربني", Need::Safety),
            ("خايفه", Need::Safety),
            ("رعاية الأطفال", Need::Children),
            ("حِفَاضَات للأطفال", Need::Children),
        ],
    );
}

#[test]
fn somali_searches_find_their_need_in_several_spellings() {
    finds(
        "so",
        &[
            ("meel aan caawa seexdo", Need::Housing),
            ("kiradda", Need::Housing),
            ("guri la'aan", Need::Housing),
            ("qof aan la hadlo", Need::Counselling),
            ("dhakhtar", Need::Medical),
            ("daktar", Need::Medical),
            ("talaal", Need::Medical),
            ("looyar ayaan u baahanahay", Need::Legal),
            ("qaxoonti", Need::Legal),
            ("cunto", Need::Food),
            ("cunno", Need::Food),
            ("rashin", Need::Food),
            ("kaarka baska", Need::Transport),
            ("biilka korontada", Need::Money),
            ("wuu i garaacaa", Need::Safety),
            ("waan baqayaa", Need::Safety),
            ("xanaano caruurta", Need::Children),
            ("xafaayado", Need::Children),
        ],
    );
}

#[test]
fn every_phrase_finds_a_need_it_means() {
    let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("words");
    for tag in ["en", "es", "vi", "ar", "so"] {
        let index = index(tag);
        let lines = fs::read_to_string(words.join(tag).with_extension("tsv")).unwrap();
        let mut wrong = Vec::new();
        for line in lines.lines() {
            let mut parts = line.split('\t');
            let needs: u16 = parts.next().unwrap().parse().unwrap();
            let phrase = parts.next().unwrap();
            // A shorter one typed whole, so that it is not the beginning of another word.
            if needs != 0 && first(&index, &format!("{phrase} ")) & needs == 0 {
                wrong.push(phrase.to_owned());
            }
        }
        assert!(wrong.is_empty(), "{tag}: {wrong:?}");
    }
}

#[test]
fn another_language_needs_no_building() {
    let mut index = index("en");
    assert_eq!(first(&index, "محامي"), 0);
    index.set_synonyms(Synonyms::shipped("ar"));
    assert_eq!(first(&index, "محامي"), Need::Legal.bit());
    index.set_synonyms(Synonyms::shipped("so"));
    assert_eq!(first(&index, "محامي"), 0);
    assert_eq!(first(&index, "qareen"), Need::Legal.bit());
}
