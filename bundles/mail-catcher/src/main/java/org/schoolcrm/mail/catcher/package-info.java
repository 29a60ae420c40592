/** A mail server for demos: keeps what it receives and shows it in the browser. */
@NullMarked
package org.schoolcrm.mail.catcher;

import org.jspecify.annotations.NullMarked;
