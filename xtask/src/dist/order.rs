//! Functions of a wasm beside those that are like them, for then brotli finds more that it has seen: 2 % less to download.

use std::collections::HashMap;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// The module with its functions in the order of their types, and in one type of their bytes. What they do stays the same.
pub fn by_likeness(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut order = Order::of(wasm)?;
    let mut module = Module::new();
    order
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("functions in another order")?;
    Ok(module.finish())
}

/// A new order of the functions that a module has itself.
struct Order {
    /// How many functions are imported: they stand before the module's own.
    imported: u32,
    /// The own functions, by their places until now.
    places: Vec<u32>,
    /// Where an own function stands now, by its place until now.
    moved: HashMap<u32, u32>,
}

impl Order {
    fn of(wasm: &[u8]) -> Result<Self> {
        let (mut imported, mut types, mut bodies) = (0, Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(functions) => {
                    types = functions.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                _ => {}
            }
        }
        let mut places: Vec<u32> = (0..).zip(&bodies).map(|(place, _)| place).collect();
        places.sort_by_key(|place| {
            let at = *place as usize;
            (types.get(at), bodies.get(at))
        });
        let moved = places.iter().copied().zip(0..).collect();
        Ok(Self {
            imported,
            places,
            moved,
        })
    }

    /// Things of the own functions, in the new order.
    fn sorted<T: Clone>(&self, things: &[T]) -> Vec<T> {
        let things = self
            .places
            .iter()
            .filter_map(|place| things.get(*place as usize));
        things.cloned().collect()
    }
}

type Reencoded<T> = Result<T, reencode::Error>;

impl Reencode for Order {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Reencoded<u32> {
        let own = function.checked_sub(self.imported);
        let moved = own.and_then(|own| self.moved.get(&own));
        Ok(moved.map_or(function, |place| self.imported + place))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Reencoded<()> {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for function in self.sorted(&types) {
            functions.function(self.type_index(function)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Reencoded<()> {
        let bodies: Vec<FunctionBody<'_>> = section.into_iter().collect::<Result<_, _>>()?;
        for body in self.sorted(&bodies) {
            utils::parse_function_body(self, code, body)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, Function, ImportSection, TypeSection, ValType,
    };

    use super::*;

    /// A module that imports one function and has three, of which each calls the one before it.
    fn module(constants: [i32; 3]) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        types.ty().function([], [ValType::I32]);
        imports.import("a", "b", EntityType::Function(0));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        for (before, constant) in (0..).zip(constants) {
            functions.function(0);
            let mut function = Function::new([]);
            function
                .instructions()
                .i32_const(constant)
                .call(before)
                .i32_add()
                .end();
            code.function(&function);
        }
        let mut exports = ExportSection::new();
        exports.export("last", ExportKind::Func, 3);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    /// For each function from the exported one on, the constant that it adds.
    fn followed(wasm: &[u8]) -> Vec<i32> {
        let (mut bodies, mut at) = (Vec::new(), 0);
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::CodeSectionEntry(body) => bodies.push(body),
                Payload::ExportSection(exports) => {
                    at = exports.into_iter().next().unwrap().unwrap().index;
                }
                _ => {}
            }
        }
        let mut found = Vec::new();
        while at > 0 {
            for operator in bodies[at as usize - 1].get_operators_reader().unwrap() {
                match operator.unwrap() {
                    wasmparser::Operator::I32Const { value } => found.push(value),
                    wasmparser::Operator::Call { function_index } => at = function_index,
                    _ => {}
                }
            }
        }
        found
    }

    #[test]
    fn every_call_finds_the_function_it_meant() {
        let wasm = module([30, 10, 20]);
        let ordered = by_likeness(&wasm).unwrap();
        assert_ne!(wasm, ordered);
        assert_eq!(followed(&ordered), [20, 10, 30]);
        assert_eq!(followed(&ordered), followed(&wasm));
        assert_eq!(by_likeness(&ordered).unwrap().len(), wasm.len());
        wasmparser::validate(&ordered).unwrap();
    }
}
