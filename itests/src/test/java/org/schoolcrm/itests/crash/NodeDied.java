package org.schoolcrm.itests.crash;

/** The process is gone; nothing in production catches it. */
final class NodeDied extends Error {

    private static final long serialVersionUID = 1L;

    NodeDied() {
        super("the node is dead", null, false, true);
    }
}
