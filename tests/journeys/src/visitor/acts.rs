//! What a visitor does: real input events at the place a finger would touch.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::Visitor;
use crate::reading::{Control, Name};

/// Fails unless the element, or a part of it, is what lies under the finger.
const ON_TOP: &str = r"function (x, y) {
  const top = document.elementFromPoint(x, y);
  const label = top && top.closest('label');
  if (top && (this === top || this.contains(top) || top.contains(this) || (label && label.control === this))) return '';
  return top ? top.outerHTML.slice(0, 120) : 'nothing';
}";

impl Visitor {
    /// Taps the one node of that role and name.
    pub async fn tap(&self, role: &str, name: Name<'_>) -> Result<()> {
        let control = self.find(role, name).await?;
        self.tap_on(&control)
            .await
            .with_context(|| format!("tapping {role} {name}"))
    }

    /// Taps a control that was found before.
    pub async fn tap_on(&self, control: &Control) -> Result<()> {
        let place = self.presses_on(control).await?;
        self.lets_go(place).await
    }

    /// Presses on a control that was found before, and stays there: where that is.
    pub async fn presses_on(&self, control: &Control) -> Result<(f64, f64)> {
        let place = self.wait(|| self.place_of(control)).await?;
        self.moves_mouse("mouseMoved", "none", place).await?;
        self.moves_mouse("mousePressed", "left", place).await?;
        Ok(place)
    }

    /// Lets go of what is pressed, without having moved.
    pub async fn lets_go(&self, place: (f64, f64)) -> Result<()> {
        self.moves_mouse("mouseReleased", "left", place).await
    }

    async fn moves_mouse(&self, kind: &str, button: &str, (x, y): (f64, f64)) -> Result<()> {
        let event = json!({"type": kind, "x": x, "y": y, "button": button, "clickCount": 1});
        self.browser.cdp("Input.dispatchMouseEvent", event).await?;
        Ok(())
    }

    /// Taps a text field and types, key by key.
    pub async fn types(&self, name: Name<'_>, text: &str) -> Result<()> {
        self.types_into("textbox", name, text).await
    }

    /// Taps a field of another role and types, key by key.
    pub async fn types_into(&self, role: &str, name: Name<'_>, text: &str) -> Result<()> {
        self.tap(role, name).await?;
        self.types_on(text).await
    }

    /// Types where the focus is, key by key.
    pub async fn types_on(&self, text: &str) -> Result<()> {
        for key in text.chars() {
            let (key, text) = (key.to_string(), key.to_string());
            self.browser
                .cdp(
                    "Input.dispatchKeyEvent",
                    json!({"type": "keyDown", "key": key, "text": text}),
                )
                .await?;
            self.browser
                .cdp(
                    "Input.dispatchKeyEvent",
                    json!({"type": "keyUp", "key": key}),
                )
                .await?;
        }
        Ok(())
    }

    /// Chooses an option of the one list of that role and name, by its value.
    pub async fn chooses(&self, role: &str, name: Name<'_>, value: &str) -> Result<()> {
        let list = self.find(role, name).await?;
        let choose = "function (value) {
          this.value = value;
          this.dispatchEvent(new Event('change', { bubbles: true }));
          return this.value;
        }";
        let chosen = self.call(&list, choose, &[json!({"value": value})]).await?;
        if chosen != value {
            bail!("{role} {name} offers no {value}");
        }
        Ok(())
    }

    /// Where a link leads.
    pub async fn target_of(&self, role: &str, name: Name<'_>) -> Result<String> {
        let link = self.find(role, name).await?;
        let target = self
            .call(&link, "function () { return this.href; }", &[])
            .await?;
        target
            .as_str()
            .map(str::to_owned)
            .with_context(|| format!("{role} {name} leads nowhere"))
    }

    /// Presses and releases one key.
    pub async fn presses(&self, key: &str) -> Result<()> {
        // A button hears Enter only as a character.
        let (down, text) = match key {
            "Enter" => ("keyDown", "\r"),
            _ => ("rawKeyDown", ""),
        };
        for kind in [down, "keyUp"] {
            let event = json!({"type": kind, "key": key, "code": key, "text": text, "windowsVirtualKeyCode": key_code(key)});
            self.browser.cdp("Input.dispatchKeyEvent", event).await?;
        }
        Ok(())
    }

    /// Types one letter with Shift held down.
    pub async fn presses_with_shift(&self, letter: &str) -> Result<()> {
        let shift = |kind: &str| json!({"type": kind, "key": "Shift", "code": "ShiftLeft", "windowsVirtualKeyCode": 16});
        let letter =
            |kind: &str| json!({"type": kind, "key": letter, "text": letter, "modifiers": 8});
        for event in [
            shift("rawKeyDown"),
            letter("keyDown"),
            letter("keyUp"),
            shift("keyUp"),
        ] {
            self.browser.cdp("Input.dispatchKeyEvent", event).await?;
        }
        Ok(())
    }

    /// Goes back one entry of the browser's history, like the phone's own button.
    pub async fn goes_back(&self) -> Result<()> {
        let history = self
            .browser
            .cdp("Page.getNavigationHistory", json!({}))
            .await?;
        let current = history["currentIndex"].as_u64().unwrap_or(0);
        let Some(before) = current.checked_sub(1) else {
            bail!("there is nothing to go back to")
        };
        let entry = &history["entries"][usize::try_from(before)?]["id"];
        self.browser
            .cdp("Page.navigateToHistoryEntry", json!({"entryId": entry}))
            .await?;
        Ok(())
    }

    /// Cuts the phone off, or connects it again.
    pub async fn is_offline(&self, offline: bool) -> Result<()> {
        let conditions = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.browser.cdp("Network.enable", json!({})).await?;
        self.browser
            .cdp("Network.emulateNetworkConditions", conditions)
            .await?;
        Ok(())
    }

    /// Lets time pass by the phone's clock.
    pub async fn waits_minutes(&self, minutes: u32) -> Result<()> {
        self.script(&format!("Date.later({minutes} * 60000)"))
            .await?;
        Ok(())
    }

    /// Lets no address through that fits one of the patterns.
    pub async fn cannot_load(&self, patterns: &[&str]) -> Result<()> {
        self.browser.cdp("Network.enable", json!({})).await?;
        self.browser
            .cdp("Network.setBlockedURLs", json!({"urls": patterns}))
            .await?;
        Ok(())
    }

    /// Lets requests for a pattern wait without an answer, as on a very slow line.
    pub async fn holds_back(&self, pattern: &str) -> Result<()> {
        self.browser
            .cdp(
                "Fetch.enable",
                json!({"patterns": [{"urlPattern": pattern}]}),
            )
            .await?;
        Ok(())
    }

    /// Runs a script before anything of the next page.
    pub async fn before_every_page(&self, script: &str) -> Result<()> {
        self.browser
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({"source": script}),
            )
            .await?;
        Ok(())
    }

    /// Runs a script in the page as it stands.
    pub async fn script(&self, expression: &str) -> Result<Value> {
        let run = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut answer = self.browser.cdp("Runtime.evaluate", run).await?;
        Ok(answer["result"]["value"].take())
    }

    /// The session's cookie as it would be sent.
    pub async fn cookie(&self) -> Result<String> {
        let cookies = self
            .browser
            .cdp("Network.getCookies", json!({"urls": [&self.origin]}))
            .await?;
        let cookies = cookies["cookies"].as_array().context("cookies")?;
        let session = cookies
            .iter()
            .find(|cookie| cookie["name"] == "portal")
            .context("no session cookie")?;
        Ok(format!(
            "portal={}",
            session["value"].as_str().unwrap_or_default()
        ))
    }

    /// The middle of a control once it is in view, free and at rest.
    async fn place_of(&self, control: &Control) -> Result<(f64, f64)> {
        self.browser
            .cdp(
                "DOM.scrollIntoViewIfNeeded",
                json!({"backendNodeId": control.node}),
            )
            .await?;
        let model = self
            .browser
            .cdp("DOM.getBoxModel", json!({"backendNodeId": control.node}))
            .await?;
        let corner = |at: usize| model["model"]["border"][at].as_f64().unwrap_or(0.0);
        let (x, y) = (
            f64::midpoint(corner(0), corner(4)),
            f64::midpoint(corner(1), corner(5)),
        );
        let covered = self
            .call(control, ON_TOP, &[json!({"value": x}), json!({"value": y})])
            .await?;
        match covered.as_str() {
            Some("") => Ok((x, y)),
            other => bail!(
                "{} “{}” is covered by {}",
                control.role,
                control.name,
                other.unwrap_or("something")
            ),
        }
    }

    async fn call(&self, control: &Control, function: &str, arguments: &[Value]) -> Result<Value> {
        let object = self
            .browser
            .cdp("DOM.resolveNode", json!({"backendNodeId": control.node}))
            .await?;
        let call = json!({
            "objectId": object["object"]["objectId"],
            "functionDeclaration": function,
            "arguments": arguments,
            "returnByValue": true,
        });
        let mut answer = self.browser.cdp("Runtime.callFunctionOn", call).await?;
        Ok(answer["result"]["value"].take())
    }
}

fn key_code(key: &str) -> u32 {
    match key {
        "Enter" => 13,
        "Shift" => 16,
        "Tab" => 9,
        "Escape" => 27,
        "Backspace" => 8,
        "ArrowDown" => 40,
        "ArrowUp" => 38,
        "End" => 35,
        _ => 0,
    }
}
