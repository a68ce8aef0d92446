package broken.policyofcompanion

import dev.wove.Do
import dev.wove.Policy
import dev.wove.Weave
import dev.wove.processor.Ran

class PolicyOfCompanion : Weave<String>() {
    @Do(policy = "limits")
    fun fetched(): String { // error: Task 'fetched' in PolicyOfCompanion has the option policy = "limits", but PolicyOfCompanion has no such field, and no such method without parameters.
        //   Declare it with the type Policy, and not private; in a companion object with @JvmField.
        Ran.body()
        return "page"
    }

    companion object {
        val limits: Policy = Policy.retries(1)
    }
}
