/** Who is invoiced when, with which template, through which channel. */
@NullMarked
package org.schoolcrm.mailing.core;

import org.jspecify.annotations.NullMarked;
