//! Tables of promise states.
