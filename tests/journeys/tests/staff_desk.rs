//! C2: the centre's office issues a card and takes it back, adds an advocate and says whom they serve.

use anyhow::{Context, Result, ensure};
use journeys::{Centre, Look, Name, NeutralSite, TITLE, Visitor, Words, photographed_code};

/// What stands between the tags of a drawing.
fn text_of(svg: &str) -> String {
    let parts = svg.split('<').filter_map(|part| part.split_once('>'));
    let texts = parts.map(|(_, text)| text.trim()).filter(|t| !t.is_empty());
    texts.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_printed_card_opens_the_portal_until_it_is_taken_back() -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let (card, slip) = (
        centre.home().join("card.svg"),
        centre.home().join("pin.svg"),
    );
    let (card, slip) = (card.to_string_lossy(), slip.to_string_lossy());
    let (code, said) = centre.portal(&[
        "card",
        "issue",
        "--caregiver",
        "ot-parent-1",
        "--address",
        &centre.origin,
        "--out",
        &card,
        "--pin-slip",
        &slip,
    ])?;
    ensure!(code == Some(0), "{said}");
    let (front, pin) = (
        std::fs::read_to_string(&*card)?,
        std::fs::read_to_string(&*slip)?,
    );
    let (front, pin) = (text_of(&front), text_of(&pin));
    ensure!(
        !front.contains("Family Center"),
        "no name of the centre: {front}"
    );
    let pin: String = pin
        .split_whitespace()
        .find(|w| w.len() == 6 && w.bytes().all(|b| b.is_ascii_digit()))
        .context("a PIN")?
        .to_owned();
    ensure!(
        !front.contains(&pin) && !said.contains(&pin),
        "the PIN is on its slip alone"
    );

    // A camera reads the card; the phone opens what it holds.
    let camera = Visitor::with(&Look::phone("en").sized(800, 600, false), &centre).await?;
    camera.open_elsewhere(&format!("file://{card}")).await?;
    let address = photographed_code(&camera).await?;
    let path = address
        .strip_prefix(&centre.origin)
        .context("our own address")?;
    ensure!(path.starts_with("/start#"), "{address}");
    let phone = Visitor::with_phone("en", &centre).await?;
    let words = Words::of("en")?;
    phone.open(path).await?;
    phone
        .types(Name::Has(words.get("pin.label")?), &pin)
        .await?;
    phone.tap("button", Name::Is(words.get("sign_in")?)).await?;
    phone
        .find("heading", Name::Is(words.get("home.title")?))
        .await?;
    phone.is_fine("home by a printed card", TITLE).await?;

    let selector = path
        .split("c=")
        .last()
        .context("a code")?
        .get(..4)
        .context("four symbols")?;
    let (code, said) = centre.portal(&["card", "renew", selector, "--expires-on", "2027-06-01"])?;
    ensure!(code == Some(0) && said.contains("2027-06-01"), "{said}");
    let (code, said) = centre.portal(&["card", "revoke", selector])?;
    ensure!(code == Some(0), "{said}");
    phone.open("/steps").await?;
    phone
        .find("heading", Name::Is(words.get("start.title")?))
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_new_advocate_sees_whom_the_office_assigns_and_nobody_once_disabled() -> Result<()> {
    let site = NeutralSite::open()?;
    let centre = Centre::open(&site.url)?;
    let user = "new.advocate";
    let (code, said) = centre.portal(&["staff", "add", "--user", user, "--name", "Noor Abbas"])?;
    ensure!(code == Some(0), "{said}");
    let (code, told) = centre.portal(&[
        "staff", "assign", "--user", user, "--family", "on-time", "arabic",
    ])?;
    ensure!(code == Some(0), "{told}");
    let staff = centre.staff_of(user, &said)?;
    let look = Look::phone("en").sized(1280, 800, false);
    let visitor = Visitor::with(&look, &centre).await?;
    let words = Words::of("en")?;
    visitor.signs_staff_in(&words, &staff).await?;
    for name in ["Hartley", "Salim"] {
        visitor.find("button", Name::Has(name)).await?;
    }
    ensure!(visitor.all("button", Name::Has("Number ")).await?.len() == 2);
    let (code, told) = centre.portal(&[
        "staff", "assign", "--user", user, "--family", "arabic", "--remove",
    ])?;
    ensure!(code == Some(0), "{told}");
    let (code, told) = centre.portal(&["staff", "disable", "--user", user])?;
    ensure!(code == Some(0), "{told}");
    visitor.tap("button", Name::Has("Hartley")).await?;
    visitor
        .find("heading", Name::Is(words.get("staff.title")?))
        .await?;
    visitor.reads_nothing_of(&["Hartley", "Salim"]).await
}
