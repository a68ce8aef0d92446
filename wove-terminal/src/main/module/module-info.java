/** Timelines and live progress in the terminal. */
module dev.wove.terminal {
    requires transitive dev.wove.core;
    requires org.jline.terminal;

    exports dev.wove.terminal;
}
