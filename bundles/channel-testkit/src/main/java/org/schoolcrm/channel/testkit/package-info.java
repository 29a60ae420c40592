/** The contract that every messaging channel passes. */
@NullMarked
package org.schoolcrm.channel.testkit;

import org.jspecify.annotations.NullMarked;
