//! Leaving and the way back, in the three engines that phones and computers have.
//!
//! Nothing here is asked of a browser's own protocol, so that all three do the same.

#![expect(clippy::print_stdout, reason = "`cargo xtask harden` reads it")]

mod back;
mod leaving;
mod place;
mod traces;

/// Each test once for each engine.
macro_rules! in_every_engine {
    ($($test:ident in $file:ident;)*) => {
        in_every_engine!(chromium Chromium $($test $file)*);
        in_every_engine!(firefox Firefox $($test $file)*);
        in_every_engine!(webkit WebKit $($test $file)*);
    };
    ($module:ident $engine:ident $($test:ident $file:ident)*) => {
        mod $module {
            $(#[tokio::test]
            async fn $test() -> anyhow::Result<()> {
                super::$file::$test(journeys::Engine::$engine).await
            })*
        }
    };
}

in_every_engine! {
    leaving_empties_every_private_screen_before_anything_else_runs in leaving;
    leaving_empties_every_public_screen_before_anything_else_runs in leaving;
    leaving_works_while_the_program_is_on_its_way in leaving;
    leaving_works_without_a_server in leaving;
    leaving_works_after_the_program_has_crashed in leaving;
    the_way_back_is_kept_by_this_engine in back;
    back_forward_reload_and_a_new_window_show_nothing in back;
    a_window_that_is_opened_again_shows_nothing in back;
    nothing_of_a_family_is_on_the_disk in traces;
}
