//! The page: what it is about, a chart and a table for each office, the numbers to take along, and how they are counted.

use std::sync::Arc;

use leptos::prelude::*;
use portal_types::{Board, BoardAgency};
use portal_view::view;

use super::view_model::{HEIGHT, Row, STEP, bars, month_name, rows};
use crate::api::endpoints;
use crate::data::{Remote, use_desk, use_portal, use_query, use_speech};
use crate::i18n::{DateStyle, Words};
use crate::markup::Beside as _;
use crate::shell::{Page, live, text, trouble};
use crate::ui::Skeleton;

/// The board.
#[must_use]
pub fn page() -> AnyView {
    let (desk, portal) = (use_desk(), use_portal());
    let words = use_speech().words();
    use_query(desk.board, endpoints::BOARD);
    let retry = Callback::new(move |()| desk.board.retry());
    let content = live(move || {
        let words = words.get();
        desk.board.with(|board| match board {
            Remote::Failed(error) => trouble(portal, &words, error, retry),
            Remote::Loading => view! { <Skeleton cards=3 label=words.loading()/> },
            Remote::Fresh(board) | Remote::Stale { value: board, .. } => figures(&words, board),
        })
    });
    view! {
        <Page title=text(Words::board_title)>
            <p class="intro">{text(Words::board_about)}</p>
            {content}
            {method()}
        </Page>
    }
}

fn figures(words: &Arc<Words>, board: &Board) -> AnyView {
    let Some(until) = &board.closed_until else {
        return view! { <p class="notice">{words.board_none()}</p> };
    };
    let until = words.board_until(&words.date(until, "UTC", DateStyle::Short));
    let offices = board.agencies.iter().map(|agency| office(words, agency));
    view! {
        <p class="small">{until}</p>
        {offices.beside()}
        <p class="more">
            <a class="button" href=endpoints::BOARD_TABLE download="board.csv">{words.board_csv()}</a>
        </p>
    }
}

fn office(words: &Words, agency: &BoardAgency) -> AnyView {
    view! {
        <section class="office-figures">
            <h2>{agency.name.clone()}</h2>
            {chart(words, agency)}
            {table(words, agency)}
        </section>
    }
}

/// Bars for the share that was kept; the ground, half and all of it as lines.
fn chart(words: &Words, agency: &BoardAgency) -> AnyView {
    let width = i32::try_from(agency.months.len()).unwrap_or(0) * STEP;
    let view_box = ["0 0", &width.to_string(), &HEIGHT.to_string()].join(" ");
    let line = |at: i32| ["M0 ", &at.to_string(), "h", &width.to_string()].concat();
    let (kept, gaps) = bars(agency);
    let month = |at: Option<&portal_types::BoardMonth>| at.map(|m| month_name(words, &m.month));
    view! {
        <figure class="chart">
            <svg viewBox=view_box role="img" aria-label=words.board_chart(&agency.name) preserveAspectRatio="none">
                <path class="chart-line" d=[line(0), line(HEIGHT / 2), line(HEIGHT)].concat()/>
                <path class="chart-kept" d=kept/>
                <path class="chart-gap" d=gaps/>
            </svg>
            <figcaption class="small" aria-hidden="true">
                <span>{month(agency.months.first())}</span>
                <span>{month(agency.months.last())}</span>
            </figcaption>
        </figure>
    }
}

fn table(words: &Words, agency: &BoardAgency) -> AnyView {
    let heads = [
        words.board_month(),
        words.board_families(),
        words.board_kept(),
        words.board_half(),
        words.board_ninety(),
    ];
    let few = words.board_too_few();
    let row = |row: Row| {
        let cells = match row.cells {
            Some(cells) => cells.map(|cell| view! { <td>{cell}</td> }).beside(),
            None => view! { <td colspan="4">{few.clone()}</td> },
        };
        view! { <tr><th scope="row">{row.month}</th>{cells}</tr> }
    };
    let rows = rows(words, agency).into_iter().map(row);
    view! {
        <div class="table" tabindex="0" role="group" aria-label=agency.name.clone()>
            <table>
                <thead>
                    <tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).beside()}</tr>
                </thead>
                <tbody>{rows.beside()}</tbody>
            </table>
        </div>
    }
}

/// How it is counted, in plain words.
fn method() -> AnyView {
    let says: [fn(&Words) -> String; 5] = [
        Words::board_how_kept,
        Words::board_how_first,
        Words::board_how_delay,
        Words::board_how_closed,
        Words::board_how_privacy,
    ];
    let items = says.map(|say| view! { <li>{text(say)}</li> });
    view! {
        <section>
            <h2>{text(Words::board_how)}</h2>
            <ul class="method">{items.beside()}</ul>
        </section>
    }
}
