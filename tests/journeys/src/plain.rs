//! The words of a screen as somebody reads them, judged for how hard they are.

use anyhow::{Context, Result, bail};
use portal_reading::{Kind, judge};
use serde_json::json;

use crate::visitor::Visitor;

/// Every paragraph of the page, one a line, with everything unfolded. A hard word that explains
/// itself is marked as in the playbook. Left out: the names of languages, which stand in their own,
/// and the directory's entries, whose words are not the portal's and say so.
const PARAGRAPHS: &str = r"(() => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  const inline = 'span,b,a,small,bdi,button.term,i,em,label';
  const skipped = 'svg,script,style,noscript,select,[hidden],[aria-hidden=true],.directory';
  const lines = [];
  let line = '';
  const end = () => { if (line.trim()) lines.push(line.trim().replace(/\s+/g, ' ')); line = ''; };
  const walk = node => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) line += child.data;
      if (child.nodeType !== 1 || child.matches(skipped)) continue;
      const flows = child.matches(inline);
      if (!flows) end();
      if (child.matches('button.term,dt.word')) line += '[[' + child.textContent + ']]';
      else walk(child);
      if (!flows) end();
    }
  };
  walk(document.body);
  end();
  return JSON.stringify(lines);
})()";

/// The paragraphs of the page, with everything unfolded.
pub async fn paragraphs(visitor: &Visitor) -> Result<Vec<String>> {
    let run = json!({"expression": PARAGRAPHS, "returnByValue": true});
    let answer = visitor.browser.cdp("Runtime.evaluate", run).await?;
    let text = answer["result"]["value"]
        .as_str()
        .with_context(|| format!("no paragraphs: {answer}"))?;
    Ok(serde_json::from_str(text)?)
}

impl Visitor {
    /// The screen as it stands can be read by a nine-year-old, as far as that can be measured.
    pub async fn is_plain(&self, screen: &str, language: &str) -> Result<()> {
        let lines = paragraphs(self).await?;
        let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
        let found = judge(language, Kind::Screen, screen, &texts);
        if !found.is_empty() {
            let told: Vec<String> = found.iter().map(ToString::to_string).collect();
            bail!("too hard to read:\n{}", told.join("\n"));
        }
        Ok(())
    }
}
