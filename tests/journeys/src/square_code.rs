//! A phone's camera in front of the screen: what the square code there says.

use anyhow::{Context, Result};
use rqrr::PreparedImage;

use crate::visitor::Visitor;

/// Points of the picture for each square of the code.
const SCALE: usize = 4;
/// Light squares around it, as on the screen.
const QUIET: usize = 4;

/// Reads the code by another program than the one that wrote it.
///
/// # Errors
/// When there is none on the screen, or no camera could read it.
pub async fn square_code(visitor: &Visitor) -> Result<String> {
    let look = "(s => s.getAttribute('viewBox').split(' ')[2] + ' ' + s.querySelector('path').getAttribute('d'))(document.querySelector('svg.qr'))";
    let code = visitor.script(look).await?;
    let code = code.as_str().context("no code on the screen")?;
    let (width, path) = code.split_once(' ').context("a code without squares")?;
    let width: usize = width.parse()?;
    let dark = path
        .split('M')
        .filter_map(square)
        .map(|(x, y)| (x + QUIET, y + QUIET))
        .collect::<std::collections::HashSet<_>>();
    let side = width * SCALE;
    let mut picture = PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        if dark.contains(&(x / SCALE, y / SCALE)) {
            0
        } else {
            255
        }
    });
    let found = picture.detect_grids();
    let (_, text) = found.first().context("no camera could read it")?.decode()?;
    Ok(text)
}

fn square(step: &str) -> Option<(usize, usize)> {
    let (x, rest) = step.split_once(' ')?;
    let (y, _) = rest.split_once('h')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}
