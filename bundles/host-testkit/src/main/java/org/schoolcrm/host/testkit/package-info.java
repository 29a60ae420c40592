/** The contract that every CRM's implementation of the host's ports passes. */
@NullMarked
package org.schoolcrm.host.testkit;

import org.jspecify.annotations.NullMarked;
