package org.schoolcrm.acquiring.simulation;

/** The process dies here; nothing in production catches it. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash(int point) {
        super("crashed at point " + point, null, false, false);
    }
}
