package org.schoolcrm.itests.benchmarks;

import java.util.Map;

/** One thing to measure, always beside its limit on the same machine in the same minute. */
interface Benchmark {

    String name();

    /** What was measured, by name; a wrong result is a failure, however fast it was. */
    Map<String, Object> measure() throws Exception;
}
