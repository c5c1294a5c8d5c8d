//! A square code that a camera reads.

use leptos::prelude::*;
use portal_view::view;

/// Light squares around a code, by which cameras find it (ISO/IEC 18004).
const QUIET: i32 = 4;

/// Shows a code.
#[component]
pub fn SquareCode(
    /// Width in squares, a space, and an SVG path.
    code: String,
    /// What it is for.
    label: String,
) -> impl IntoView {
    let (size, path) = code.split_once(' ').unwrap_or_default();
    let path = path.to_owned();
    let box_of = view_box(size.parse().unwrap_or(0));
    view! {
        <svg class="qr" viewBox=box_of role="img" aria-label=label shape-rendering="crispEdges">
            <path d=path/>
        </svg>
    }
}

fn view_box(size: i32) -> String {
    let (start, width) = ((-QUIET).to_string(), (size + 2 * QUIET).to_string());
    [&*start, &start, &width, &width].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_light_frame() {
        assert_eq!(view_box(29), "-4 -4 37 37");
    }
}
