/** What an empty demo begins with: a sandbox bank, a template, a mailing. */
@NullMarked
package org.schoolcrm.demo.content;

import org.jspecify.annotations.NullMarked;
