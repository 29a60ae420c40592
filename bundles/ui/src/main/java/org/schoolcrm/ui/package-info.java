/** The screens that billing contributes to the CRM. */
@NullMarked
package org.schoolcrm.ui;

import org.jspecify.annotations.NullMarked;
