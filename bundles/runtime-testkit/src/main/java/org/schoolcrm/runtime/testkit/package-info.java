/** Real databases, a settable clock and hand-made fakes of the ports, for the tests of every bundle. */
@NullMarked
package org.schoolcrm.runtime.testkit;

import org.jspecify.annotations.NullMarked;
