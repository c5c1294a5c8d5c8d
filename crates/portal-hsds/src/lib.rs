//! Reads services directories in the Human Services Data Specification (HSDS).
