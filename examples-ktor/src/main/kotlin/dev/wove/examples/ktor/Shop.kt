package dev.wove.examples.ktor

import org.h2.jdbcx.JdbcConnectionPool
import java.sql.PreparedStatement

/** What the database knows. */
class Shop : AutoCloseable {
    private val pool = JdbcConnectionPool.create("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1", "", "")

    init {
        run("create table customers (name varchar primary key, city varchar not null)")
        run("create table orders (id int primary key, customer varchar not null, article varchar not null)")
        run("create table visits (customer varchar not null)")
        run("insert into customers values ('ada', 'London'), ('bert', 'Bremen'), ('carl', '$NOWHERE')")
        run("insert into orders values (1, 'ada', 'loom'), (2, 'ada', 'shuttle'), (3, 'bert', 'yarn')")
    }

    fun city(user: String): String = strings("select city from customers where name = ?", user).single()

    fun orders(user: String): List<String> = strings("select article from orders where customer = ? order by id", user)

    fun count(user: String): Int = run("insert into visits values (?)", user)

    override fun close() {
        pool.dispose()
    }

    private fun run(sql: String, vararg values: String): Int = with(sql, values) { it.executeUpdate() }

    private fun strings(sql: String, vararg values: String): List<String> = with(sql, values) {
        it.executeQuery().use { rows -> generateSequence { if (rows.next()) rows.getString(1) else null }.toList() }
    }

    private fun <T> with(sql: String, values: Array<out String>, block: (PreparedStatement) -> T): T =
        pool.connection.use { connection ->
            connection.prepareStatement(sql).use {
                values.forEachIndexed { i, value -> it.setString(i + 1, value) }
                block(it)
            }
        }

    companion object {
        /** A city whose weather the partner never tells. */
        const val NOWHERE = "Nowhere"
    }
}
