//! A phone's camera in front of the screen: what the square code there says.

use std::io::Cursor;

use anyhow::{Context, Result};
use base64::Engine;
use rqrr::PreparedImage;
use serde_json::json;

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

/// Reads the code in a picture of the screen, as a camera does: what is shown need not be a page of ours.
///
/// # Errors
/// When there is none in the picture, or no camera could read it.
pub async fn photographed_code(visitor: &Visitor) -> Result<String> {
    let size = visitor.script("innerWidth + ' ' + innerHeight").await?;
    let size = size.as_str().and_then(|size| size.split_once(' '));
    let (width, height) = size.context("a size")?;
    let (width, height): (f64, f64) = (width.parse()?, height.parse()?);
    // Close enough for each square to be seen.
    let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": SCALE});
    let how = json!({"format": "png", "clip": clip});
    let picture = visitor.browser.cdp("Page.captureScreenshot", how).await?;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(picture["data"].as_str().context("a picture")?)?;
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().context("a small picture")?];
    let frame = reader.next_frame(&mut pixels)?;
    let (width, height) = (frame.width as usize, frame.height as usize);
    let each = frame.line_size / width;
    let mut grey = PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        // Black on white: one channel says it all.
        pixels[y * frame.line_size + x * each]
    });
    let found = grey.detect_grids();
    let (_, text) = found.first().context("no camera could read it")?.decode()?;
    Ok(text)
}

fn square(step: &str) -> Option<(usize, usize)> {
    let (x, rest) = step.split_once(' ')?;
    let (y, _) = rest.split_once('h')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}
