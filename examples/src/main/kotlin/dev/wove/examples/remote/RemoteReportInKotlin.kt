@file:JvmName("RemoteReportInKotlin")

package dev.wove.examples.remote

import dev.wove.WeaveOptions
import dev.wove.WeaveResult
import dev.wove.dsl.weaveResult
import kotlinx.coroutines.runBlocking

/** The reports in Kotlin. RemoteReportInJava.java is its twin. */
fun reports(options: WeaveOptions): WeaveResult<Booklet> = runBlocking {
    // tag::remote-report-kotlin[]
    weaveResult("remote-report", options = options) {
        val issue by task { Issue.latest() }
        val posts by task(issue) { issue().posts }
        val contents by remote(Reports::contents, issue)
        val reports by eachRemote(Reports::render, posts, workers = 2)
        val booklet by task(contents, reports) { Booklet(contents(), reports()) }
        booklet
    }
    // end::remote-report-kotlin[]
}
