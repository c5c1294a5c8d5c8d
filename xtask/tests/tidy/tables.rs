//! Tables of a document in Markdown.

/// A row of a table, with its line.
pub struct Row<'a> {
    /// From 1.
    pub line: usize,
    /// Its cells, without the blanks around them.
    pub cells: Vec<&'a str>,
}

/// The rows of each table whose head fits, the head first.
pub fn tables<'a>(text: &'a str, fits: impl Fn(&[&str]) -> bool) -> Vec<Vec<Row<'a>>> {
    let mut tables: Vec<Vec<Row>> = Vec::new();
    let mut inside = false;
    for (at, line) in text.lines().enumerate() {
        let Some(row) = line.strip_prefix('|') else {
            inside = false;
            continue;
        };
        let row = row.strip_suffix('|').unwrap_or(row);
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        if cells
            .iter()
            .all(|cell| cell.chars().all(|c| c == '-') && !cell.is_empty())
        {
            continue;
        }
        let row = Row {
            line: at + 1,
            cells,
        };
        match tables.last_mut() {
            Some(table) if inside => table.push(row),
            _ if !inside && fits(&row.cells) => {
                inside = true;
                tables.push(vec![row]);
            }
            _ => {}
        }
    }
    tables
}
