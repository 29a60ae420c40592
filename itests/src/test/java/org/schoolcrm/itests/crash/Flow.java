package org.schoolcrm.itests.crash;

import java.util.List;
import org.schoolcrm.itests.application.Wiring;

/** Something the school does with the world outside, which must end well wherever a node dies; new for every case. */
interface Flow {

    /** Puts the world outside within reach of a node; a call to it is a point of the plan. */
    void connect(Wiring wiring, CrashPlan plan);

    /** What people and the world outside do next; what fails they do again. */
    void step(Node node) throws Exception;

    /** Whether nothing more will happen. */
    boolean isOver();

    /** Where what is stored differs from the books of the world outside and from what ought to be. */
    List<String> audit();
}
